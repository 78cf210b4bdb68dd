-- Times are in UTC. Text is compared by code point: the default collations treat different users as equal.
CREATE TABLE IF NOT EXISTS jwt_security_user (
  id VARCHAR(36) NOT NULL,
  email VARCHAR(254) NOT NULL,
  email_normalized VARCHAR(254) NOT NULL,
  password_hash VARCHAR(500) NOT NULL,
  created_at DATETIME(6) NOT NULL,
  last_login_at DATETIME(6),
  enabled BOOLEAN NOT NULL,
  email_verified BOOLEAN DEFAULT FALSE NOT NULL,
  language VARCHAR(35),
  CONSTRAINT jwt_security_user_pk PRIMARY KEY (id),
  CONSTRAINT jwt_security_user_email_uq UNIQUE (email_normalized),
  INDEX jwt_security_user_unverified_ix (email_verified, last_login_at, created_at)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS jwt_security_session (
  id VARCHAR(36) NOT NULL,
  user_id VARCHAR(255) NOT NULL,
  created_at DATETIME(6) NOT NULL,
  last_used_at DATETIME(6) NOT NULL,
  expires_at DATETIME(6) NOT NULL,
  absolute_expires_at DATETIME(6) NOT NULL,
  user_agent VARCHAR(255),
  address VARCHAR(64),
  token_hash VARCHAR(64) NOT NULL,
  generation INTEGER NOT NULL,
  rotated_at DATETIME(6),
  successor_nonce VARCHAR(64),
  ended_at DATETIME(6),
  CONSTRAINT jwt_security_session_pk PRIMARY KEY (id),
  INDEX jwt_security_session_user_ix (user_id),
  INDEX jwt_security_session_expires_ix (expires_at),
  INDEX jwt_security_session_ended_ix (ended_at, id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS jwt_security_audit (
  id VARCHAR(36) NOT NULL,
  occurred_at DATETIME(6) NOT NULL,
  event VARCHAR(64) NOT NULL,
  outcome VARCHAR(16) NOT NULL,
  reason VARCHAR(64),
  user_id VARCHAR(255),
  account VARCHAR(254),
  session_id VARCHAR(36),
  session_count INTEGER,
  request_method VARCHAR(16),
  request_path VARCHAR(512),
  address VARCHAR(64),
  user_agent VARCHAR(255),
  request_id VARCHAR(64),
  actor_id VARCHAR(255),
  CONSTRAINT jwt_security_audit_pk PRIMARY KEY (id),
  INDEX jwt_security_audit_occurred_ix (occurred_at),
  INDEX jwt_security_audit_user_ix (user_id, occurred_at)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS jwt_security_signing_key (
  id VARCHAR(64) NOT NULL,
  generation INTEGER NOT NULL,
  algorithm VARCHAR(16) NOT NULL,
  encrypted_key VARCHAR(8000) NOT NULL,
  created_at DATETIME(6) NOT NULL,
  signs_from DATETIME(6) NOT NULL,
  token_lifetime BIGINT NOT NULL,
  CONSTRAINT jwt_security_signing_key_pk PRIMARY KEY (id),
  CONSTRAINT jwt_security_signing_key_generation_uq UNIQUE (generation)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

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
