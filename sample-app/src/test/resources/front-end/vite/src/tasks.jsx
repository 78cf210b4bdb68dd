import { TaskList } from './forms.jsx';
import { auth } from './session.js';

export const Tasks = ({ userId }) => <TaskList client={auth} address={`/api/${userId}/tasks`} leave={auth.logOut} />;
