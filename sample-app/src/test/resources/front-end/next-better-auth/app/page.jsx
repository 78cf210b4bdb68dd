'use client';

import { useEffect, useState } from 'react';
import { EntryForm, TaskList } from '../lib/forms.jsx';
import { SERVICE, service, signIn, signOut, signUp, useUser } from '../lib/session.js';

const actions = { logIn: signIn, signUp };
const addressOf = ({ user_id: userId }) => `${SERVICE}/api/${encodeURIComponent(userId)}/tasks`;

export default function Page() {
  const user = useUser();
  const [error, setError] = useState();
  const restore = () => {
    setError();
    service.restore().catch(setError);
  };
  useEffect(restore, []);
  if (user === undefined) {
    return error && <button onClick={restore}>Try again</button>;
  }
  return user ? <TaskList key={user.user_id} client={service} address={addressOf(user)} leave={signOut} />
    : <EntryForm actions={actions} />;
}
