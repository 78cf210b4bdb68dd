'use client';

import { useEffect, useState } from 'react';

// A form for the actions `logIn` and `signUp`.
export function EntryForm({ actions }) {
  const [message, setMessage] = useState('');

  async function submit(event) {
    event.preventDefault();
    const { email, password } = Object.fromEntries(new FormData(event.target));
    try {
      await actions[event.nativeEvent.submitter.name]({ email, password });
    } catch (error) {
      setMessage(error.status ? error.message : 'The service cannot be reached.');
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

// The tasks at an address, which the client reads and adds.
export function TaskList({ client, address, leave }) {
  const [tasks, setTasks] = useState([]);
  const [message, setMessage] = useState('');

  useEffect(() => {
    client.json(address).then(setTasks, (error) => setMessage(error.message));
  }, [client, address]);

  async function add(event) {
    event.preventDefault();
    const task = await client.json(address, { body: { title: event.target.title.value } });
    setTasks([...tasks, task]);
  }

  return (
    <>
      <ul>{tasks.map(({ id, title }) => <li key={id}>{title}</li>)}</ul>
      <form onSubmit={add}>
        <label>Title <input name="title" /></label>
        <button>Add</button>
      </form>
      <button onClick={() => leave()}>Log out</button>
      <p role="alert">{message}</p>
    </>
  );
}
