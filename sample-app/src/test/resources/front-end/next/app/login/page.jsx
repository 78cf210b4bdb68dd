'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';
import { EntryForm } from '../../lib/forms.jsx';
import { auth, useUser } from '../../lib/session.js';

export default function Page() {
  const user = useUser();
  const router = useRouter();
  const [error, setError] = useState();
  const restore = () => {
    setError();
    auth.restore().catch(setError);
  };
  useEffect(restore, []);
  useEffect(() => {
    if (user) {
      router.replace('/tasks');
    }
  }, [user, router]);
  if (user === undefined) {
    return error && <button onClick={restore}>Try again</button>;
  }
  return user === null && <EntryForm actions={auth} />;
}
