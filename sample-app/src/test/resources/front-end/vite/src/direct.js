// A page whose service is at another origin. The test calls the client.
import { createClient } from 'jwt-security-client';

const service = new URLSearchParams(location.search).get('service');
const auth = createClient({ url: `${service}/api/auth` });
const tasksOf = (userId) => auth.json(`${service}/api/${userId}/tasks`);

Object.assign(window, { auth, tasksOf });
