-- H2 counts UTF-16 units, of which a character of the API can take two.
CREATE TABLE task (
    id VARCHAR(36) NOT NULL,
    creation_order BIGINT GENERATED ALWAYS AS IDENTITY,
    user_id VARCHAR(255) NOT NULL,
    title VARCHAR(400) NOT NULL,
    description VARCHAR(20000),
    completed BOOLEAN NOT NULL,
    created_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    updated_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    CONSTRAINT task_pk PRIMARY KEY (id)
);

CREATE INDEX task_user_id_creation_order ON task (user_id, creation_order);
