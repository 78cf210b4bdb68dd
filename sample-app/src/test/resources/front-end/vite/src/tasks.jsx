import { useEffect, useState } from 'react';
import { auth } from './session.js';

export function Tasks({ userId }) {
  const [tasks, setTasks] = useState([]);
  const [message, setMessage] = useState('');
  const path = `/api/${userId}/tasks`;

  useEffect(() => {
    auth.json(path).then(setTasks, (error) => setMessage(error.message));
  }, [path]);

  async function add(event) {
    event.preventDefault();
    const task = await auth.json(path, { body: { title: event.target.title.value } });
    setTasks([...tasks, task]);
  }

  return (
    <>
      <ul>{tasks.map(({ id, title }) => <li key={id}>{title}</li>)}</ul>
      <form onSubmit={add}>
        <label>Title <input name="title" /></label>
        <button>Add</button>
      </form>
      <button onClick={() => auth.logOut()}>Log out</button>
      <p role="alert">{message}</p>
    </>
  );
}
