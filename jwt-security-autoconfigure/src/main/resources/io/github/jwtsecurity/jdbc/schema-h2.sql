-- Times are in UTC.
CREATE TABLE IF NOT EXISTS jwt_security_user (
  id VARCHAR(36) NOT NULL,
  email VARCHAR(254) NOT NULL,
  email_normalized VARCHAR(254) NOT NULL,
  password_hash VARCHAR(500) NOT NULL,
  created_at TIMESTAMP(6) NOT NULL,
  last_login_at TIMESTAMP(6),
  enabled BOOLEAN NOT NULL,
  CONSTRAINT jwt_security_user_pk PRIMARY KEY (id),
  CONSTRAINT jwt_security_user_email_uq UNIQUE (email_normalized)
);

CREATE TABLE IF NOT EXISTS jwt_security_session (
  id VARCHAR(36) NOT NULL,
  user_id VARCHAR(255) NOT NULL,
  created_at TIMESTAMP(6) NOT NULL,
  last_used_at TIMESTAMP(6) NOT NULL,
  expires_at TIMESTAMP(6) NOT NULL,
  absolute_expires_at TIMESTAMP(6) NOT NULL,
  user_agent VARCHAR(255),
  address VARCHAR(64),
  token_hash VARCHAR(64) NOT NULL,
  generation INTEGER NOT NULL,
  rotated_at TIMESTAMP(6),
  successor_nonce VARCHAR(64),
  ended_at TIMESTAMP(6),
  CONSTRAINT jwt_security_session_pk PRIMARY KEY (id)
);
CREATE INDEX IF NOT EXISTS jwt_security_session_user_ix ON jwt_security_session (user_id);
CREATE INDEX IF NOT EXISTS jwt_security_session_expires_ix ON jwt_security_session (expires_at);
CREATE INDEX IF NOT EXISTS jwt_security_session_ended_ix ON jwt_security_session (ended_at, id);

CREATE TABLE IF NOT EXISTS jwt_security_audit (
  id VARCHAR(36) NOT NULL,
  occurred_at TIMESTAMP(6) NOT NULL,
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
  CONSTRAINT jwt_security_audit_pk PRIMARY KEY (id)
);
CREATE INDEX IF NOT EXISTS jwt_security_audit_occurred_ix ON jwt_security_audit (occurred_at);
CREATE INDEX IF NOT EXISTS jwt_security_audit_user_ix ON jwt_security_audit (user_id, occurred_at);

CREATE TABLE IF NOT EXISTS jwt_security_signing_key (
  id VARCHAR(64) NOT NULL,
  generation INTEGER NOT NULL,
  algorithm VARCHAR(16) NOT NULL,
  encrypted_key VARCHAR(8000) NOT NULL,
  created_at TIMESTAMP(6) NOT NULL,
  signs_from TIMESTAMP(6) NOT NULL,
  token_lifetime BIGINT NOT NULL,
  CONSTRAINT jwt_security_signing_key_pk PRIMARY KEY (id),
  CONSTRAINT jwt_security_signing_key_generation_uq UNIQUE (generation)
);
