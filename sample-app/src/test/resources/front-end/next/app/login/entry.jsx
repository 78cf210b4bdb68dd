'use client';

import { ProblemError } from 'jwt-security-client';
import { useState } from 'react';
import { auth } from '../../lib/session.js';

export function Entry() {
  const [message, setMessage] = useState('');

  async function submit(event) {
    event.preventDefault();
    const { email, password } = Object.fromEntries(new FormData(event.target));
    try {
      await auth[event.nativeEvent.submitter.name]({ email, password });
    } catch (error) {
      setMessage(error instanceof ProblemError ? error.message : 'The service cannot be reached.');
    }
  }

  return (
    <form onSubmit={submit}>
      <label>Email <input name="email" type="email" /></label>
      <label>Password <input name="password" type="password" /></label>
      <button name="logIn">Log in</button>
      <button name="signUp">Sign up</button>
      <p role="alert">{message}</p>
    </form>
  );
}
