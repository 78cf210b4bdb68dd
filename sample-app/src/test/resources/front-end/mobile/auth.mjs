import * as SecureStore from 'expo-secure-store';
import { createClient } from 'jwt-security-client';

const nameOf = (key) => key.replace(/[^\w.-]/g, '_');

export const createAuth = (url) => createClient({
  url,
  delivery: 'body',
  storage: {
    getItem: (key) => SecureStore.getItemAsync(nameOf(key)),
    setItem: (key, value) => SecureStore.setItemAsync(nameOf(key), value),
  },
});
