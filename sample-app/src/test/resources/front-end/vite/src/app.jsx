import { useEffect, useState } from 'react';
import { Entry } from './entry.jsx';
import { auth, useUser } from './session.js';
import { Tasks } from './tasks.jsx';

export function App() {
  const user = useUser();
  const [error, setError] = useState();
  const restore = () => {
    setError();
    auth.restore().catch(setError);
  };
  useEffect(restore, []);
  if (user === undefined) {
    return error && <button onClick={restore}>Try again</button>;
  }
  return user ? <Tasks key={user.user_id} userId={user.user_id} /> : <Entry />;
}
