-- Times are in UTC. What identifies a user is compared byte by byte, whatever the collation of the database.
CREATE TABLE IF NOT EXISTS jwt_security_user (
  id VARCHAR(36) COLLATE "C" NOT NULL,
  email VARCHAR(254) NOT NULL,
  email_normalized VARCHAR(254) COLLATE "C" NOT NULL,
  password_hash VARCHAR(500) COLLATE "C" NOT NULL,
  created_at TIMESTAMP(6) NOT NULL,
  last_login_at TIMESTAMP(6),
  enabled BOOLEAN NOT NULL,
  CONSTRAINT jwt_security_user_pk PRIMARY KEY (id),
  CONSTRAINT jwt_security_user_email_uq UNIQUE (email_normalized)
);
