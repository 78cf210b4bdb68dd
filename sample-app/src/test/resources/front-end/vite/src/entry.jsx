import { EntryForm } from './forms.jsx';
import { auth } from './session.js';

export const Entry = () => <EntryForm actions={auth} />;
