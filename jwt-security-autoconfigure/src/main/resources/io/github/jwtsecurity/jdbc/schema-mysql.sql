-- Times are in UTC. Text is compared by code point: the default collations take different users for the same.
CREATE TABLE IF NOT EXISTS jwt_security_user (
  id VARCHAR(36) NOT NULL,
  email VARCHAR(254) NOT NULL,
  email_normalized VARCHAR(254) NOT NULL,
  password_hash VARCHAR(500) NOT NULL,
  created_at DATETIME(6) NOT NULL,
  last_login_at DATETIME(6),
  enabled BOOLEAN NOT NULL,
  CONSTRAINT jwt_security_user_pk PRIMARY KEY (id),
  CONSTRAINT jwt_security_user_email_uq UNIQUE (email_normalized)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
