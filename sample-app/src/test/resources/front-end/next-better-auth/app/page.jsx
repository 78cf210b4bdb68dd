'use client';

import { useEffect, useState } from 'react';
import { SERVICE, service, signIn, signOut, signUp, useUser } from '../lib/session.js';

const actions = { signIn, signUp };

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
  return user ? <Tasks key={user.user_id} userId={user.user_id} /> : <Entry />;
}

function Entry() {
  const [message, setMessage] = useState('');

  function submit(event) {
    event.preventDefault();
    const { email, password } = Object.fromEntries(new FormData(event.target));
    actions[event.nativeEvent.submitter.name]({ email, password }).catch((error) => setMessage(error.message));
  }

  return (
    <form onSubmit={submit}>
      <label>Email <input name="email" type="email" /></label>
      <label>Password <input name="password" type="password" /></label>
      <button name="signIn">Log in</button>
      <button name="signUp">Sign up</button>
      <p role="alert">{message}</p>
    </form>
  );
}

function Tasks({ userId }) {
  const [tasks, setTasks] = useState([]);
  const [message, setMessage] = useState('');
  const address = `${SERVICE}/api/${encodeURIComponent(userId)}/tasks`;

  useEffect(() => {
    service.json(address).then(setTasks, (error) => setMessage(error.message));
  }, [address]);

  async function add(event) {
    event.preventDefault();
    const task = await service.json(address, { body: { title: event.target.title.value } });
    setTasks([...tasks, task]);
  }

  return (
    <>
      <ul>{tasks.map(({ id, title }) => <li key={id}>{title}</li>)}</ul>
      <form onSubmit={add}>
        <label>Title <input name="title" /></label>
        <button>Add</button>
      </form>
      <button onClick={signOut}>Log out</button>
      <p role="alert">{message}</p>
    </>
  );
}
