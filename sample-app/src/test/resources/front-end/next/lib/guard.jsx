'use client';

import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { auth, useUser } from './session.js';

// Shows what the server has rendered for a user, as long as this user is logged in.
export function Guard({ userId, children }) {
  const user = useUser();
  const router = useRouter();
  useEffect(() => {
    auth.restore().catch(() => {});
  }, []);
  useEffect(() => {
    if (user === null) {
      // Also drops the pages of the user that the router has cached.
      location.replace('/login');
    } else if (user && user.user_id !== userId) {
      router.refresh();
    }
  }, [user, userId, router]);
  return (user === undefined || user?.user_id === userId) && children;
}
