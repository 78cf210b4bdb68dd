-- Times are in UTC, and the lifetime is in seconds. The keys are encrypted by the library.
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
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
