import { Guard } from '../../lib/guard.jsx';
import { callService } from '../../lib/service.js';
import { AddTask } from './add-task.jsx';

export default async function Page() {
  const me = await callService('/api/auth/me');
  if (!me.ok) {
    return <Guard />;
  }
  const { user_id } = await me.json();
  const tasks = await (await callService(`/api/${user_id}/tasks`)).json();
  return (
    <Guard userId={user_id}>
      <ul>{tasks.map(({ id, title }) => <li key={id}>{title}</li>)}</ul>
      <AddTask userId={user_id} />
    </Guard>
  );
}
