-- Times are in UTC. Tokens are stored as hashes only.
ALTER TABLE jwt_security_user ADD COLUMN IF NOT EXISTS email_verified BOOLEAN DEFAULT FALSE NOT NULL;
ALTER TABLE jwt_security_user ADD COLUMN IF NOT EXISTS language VARCHAR(35);
CREATE INDEX IF NOT EXISTS jwt_security_user_unverified_ix ON jwt_security_user (email_verified, last_login_at, created_at);
ALTER TABLE jwt_security_audit ADD COLUMN IF NOT EXISTS actor_id VARCHAR(255);

CREATE TABLE IF NOT EXISTS jwt_security_authority (
  user_id VARCHAR(36) NOT NULL,
  authority VARCHAR(100) NOT NULL,
  CONSTRAINT jwt_security_authority_pk PRIMARY KEY (user_id, authority)
);

CREATE TABLE IF NOT EXISTS jwt_security_one_time_token (
  token_hash VARCHAR(64) NOT NULL,
  user_id VARCHAR(36) NOT NULL,
  purpose VARCHAR(32) NOT NULL,
  email VARCHAR(254),
  created_at TIMESTAMP(6) NOT NULL,
  expires_at TIMESTAMP(6) NOT NULL,
  used_at TIMESTAMP(6),
  CONSTRAINT jwt_security_one_time_token_pk PRIMARY KEY (token_hash),
  CONSTRAINT jwt_security_one_time_token_purpose_uq UNIQUE (user_id, purpose)
);
CREATE INDEX IF NOT EXISTS jwt_security_one_time_token_expires_ix ON jwt_security_one_time_token (expires_at);

CREATE TABLE IF NOT EXISTS jwt_security_mail (
  id VARCHAR(36) NOT NULL,
  kind VARCHAR(32) NOT NULL,
  user_id VARCHAR(36),
  email VARCHAR(254),
  language VARCHAR(35),
  detail VARCHAR(320),
  created_at TIMESTAMP(6) NOT NULL,
  due_at TIMESTAMP(6) NOT NULL,
  attempts INTEGER NOT NULL,
  CONSTRAINT jwt_security_mail_pk PRIMARY KEY (id)
);
CREATE INDEX IF NOT EXISTS jwt_security_mail_due_ix ON jwt_security_mail (due_at);
CREATE INDEX IF NOT EXISTS jwt_security_mail_user_ix ON jwt_security_mail (user_id);
