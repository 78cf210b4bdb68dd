-- Times are in UTC. Tokens are stored as hashes only.
-- MySQL has no IF NOT EXISTS for columns.
SET @jwt_security_statement = IF(
  (SELECT COUNT(*) FROM information_schema.columns
    WHERE table_schema = DATABASE() AND table_name = 'jwt_security_user' AND column_name = 'email_verified') = 0,
  'ALTER TABLE jwt_security_user
    ADD COLUMN email_verified BOOLEAN DEFAULT FALSE NOT NULL,
    ADD COLUMN language VARCHAR(35),
    ADD INDEX jwt_security_user_unverified_ix (email_verified, last_login_at, created_at)',
  'DO 0');
PREPARE jwt_security_statement FROM @jwt_security_statement;
EXECUTE jwt_security_statement;
DEALLOCATE PREPARE jwt_security_statement;

SET @jwt_security_statement = IF(
  (SELECT COUNT(*) FROM information_schema.columns
    WHERE table_schema = DATABASE() AND table_name = 'jwt_security_audit' AND column_name = 'actor_id') = 0,
  'ALTER TABLE jwt_security_audit
    ADD COLUMN actor_id VARCHAR(255)',
  'DO 0');
PREPARE jwt_security_statement FROM @jwt_security_statement;
EXECUTE jwt_security_statement;
DEALLOCATE PREPARE jwt_security_statement;

CREATE TABLE IF NOT EXISTS jwt_security_authority (
  user_id VARCHAR(36) NOT NULL,
  authority VARCHAR(100) NOT NULL,
  CONSTRAINT jwt_security_authority_pk PRIMARY KEY (user_id, authority)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS jwt_security_one_time_token (
  token_hash VARCHAR(64) NOT NULL,
  user_id VARCHAR(36) NOT NULL,
  purpose VARCHAR(32) NOT NULL,
  email VARCHAR(254),
  created_at DATETIME(6) NOT NULL,
  expires_at DATETIME(6) NOT NULL,
  used_at DATETIME(6),
  CONSTRAINT jwt_security_one_time_token_pk PRIMARY KEY (token_hash),
  CONSTRAINT jwt_security_one_time_token_purpose_uq UNIQUE (user_id, purpose),
  INDEX jwt_security_one_time_token_expires_ix (expires_at)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS jwt_security_mail (
  id VARCHAR(36) NOT NULL,
  kind VARCHAR(32) NOT NULL,
  user_id VARCHAR(36),
  email VARCHAR(254),
  language VARCHAR(35),
  detail VARCHAR(320),
  created_at DATETIME(6) NOT NULL,
  due_at DATETIME(6) NOT NULL,
  attempts INTEGER NOT NULL,
  CONSTRAINT jwt_security_mail_pk PRIMARY KEY (id),
  INDEX jwt_security_mail_due_ix (due_at),
  INDEX jwt_security_mail_user_ix (user_id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;
