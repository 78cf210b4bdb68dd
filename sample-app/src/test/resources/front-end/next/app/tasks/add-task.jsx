'use client';

import { useRouter } from 'next/navigation';
import { auth } from '../../lib/session.js';

export function AddTask({ userId }) {
  const router = useRouter();

  async function add(event) {
    event.preventDefault();
    await auth.json(`/api/${userId}/tasks`, { body: { title: event.target.title.value } });
    router.refresh();
  }

  return (
    <>
      <form onSubmit={add}>
        <label>Title <input name="title" /></label>
        <button>Add</button>
      </form>
      <button onClick={() => auth.logOut()}>Log out</button>
    </>
  );
}
