/** A user, as the service describes it. */
export interface User {
  user_id: string;
  email: string;
  email_verified: boolean;
  /** A date and time in UTC (ISO 8601). */
  created_at: string;
  /** A date and time in UTC (ISO 8601), or null before the first login. */
  last_login_at: string | null;
}

/** A user of Better Auth, with the claims of the token. */
export interface BetterAuthUser {
  user_id: string;
  email?: string;
  name?: string;
}

/** A session of the user on one device. */
export interface Session {
  id: string;
  created_at: string;
  last_used_at: string;
  expires_at: string;
  user_agent: string | null;
  address: string | null;
  /** Whether this is the session of this client. */
  current: boolean;
}

/**
 * The reason for a change: `restored` when it is first known whether there is a session, `login` and `logout` in this
 * tab or another one, `ended` if the server has refused to continue the session, and `updated` if a member of the user has
 * changed.
 */
export type ChangeReason = 'restored' | 'login' | 'logout' | 'ended' | 'updated';

export interface Change<U> {
  /** The user, or null if nobody is logged in. */
  user: U | null;
  reason: ChangeReason;
}

/** A fault of one field of a request. */
export interface FieldError {
  field: string;
  message: string;
}

/** A refusal by the server (RFC 9457). The message is the detail of the problem. */
export class ProblemError extends Error {
  readonly status: number;
  /** The code of the problem, for instance `invalid_credentials`. Undefined if the response has none. */
  readonly code?: string;
  readonly errors: FieldError[];
  /** The seconds after which the request may be sent again, or 0 if the server does not state them. */
  readonly retryAfter: number;
}

/** A store for texts that outlive the client. `localStorage`, `AsyncStorage` and wrappers of a key chain have this form. */
export interface ClientStorage {
  getItem(key: string): string | null | undefined | Promise<string | null | undefined>;
  setItem(key: string, value: string): unknown;
}

export interface ConnectionOptions {
  /** The address of the account endpoints, absolute or relative to the page. The default is `/api/auth`. */
  url?: string;
  /**
   * The origins that get the access token, besides those of the page and of `url`. A request to another origin is rejected
   * with a `TypeError` and is not sent.
   */
  origins?: string[];
  /** The function that sends requests. The default is the global `fetch`. */
  fetch?: (request: Request) => Promise<Response>;
}

export interface ClientOptions extends ConnectionOptions {
  /**
   * The delivery of the refresh token: `cookie`, the default, for pages, which requires `jwt-security.cookie.enabled`, or `body`
   * for apps without cookies.
   */
  delivery?: 'cookie' | 'body';
  /**
   * The store for the token that continues the session: with `cookie` the CSRF token, in `localStorage` by default; with `body`
   * the refresh token, in memory by default. The device token, and the token of a logout that has not reached the server, are
   * stored there, too. An item is removed by setting it to the empty text.
   */
  storage?: ClientStorage;
}

/** A request whose body is sent as JSON. */
export interface JsonOptions extends Omit<RequestInit, 'body'> {
  /** The default is `POST` with a body. Without one, it is the method of the request, or `GET`. */
  method?: string;
  /** An object or an array, which is sent as JSON. */
  body?: object;
}

interface SessionClient<U> {
  /** The user, null if nobody is logged in, and undefined until `restore` or another call has asked the server. */
  readonly user: U | null | undefined;
  /**
   * Continues the session of this browser or device, for instance after a reload. Asks the server once.
   * @returns the user, or null if there is no session
   * @throws ProblemError, TypeError or TimeoutError if the server cannot answer at present, in which case `user` stays undefined
   */
  restore(): Promise<U | null>;
  /** Requests a new access token, even if the current one is valid. */
  refresh(): Promise<U | null>;
  /**
   * Sends a request with the access token, like the global `fetch`. The token is renewed in time. A request whose token is
   * refused is sent once more with a new token. No other request is sent twice. If another user has logged in since the call,
   * the promise is rejected with a `TypeError`, and the request is not sent for that user.
   */
  fetch(input: RequestInfo | URL, init?: RequestInit): Promise<Response>;
  /**
   * Sends a request like `fetch`, and reads the response as JSON.
   * @returns the value, or null if the response has no body
   * @throws ProblemError if the response is a refusal
   */
  json<T = unknown>(input: RequestInfo | URL, options?: JsonOptions): Promise<T>;
  /**
   * Calls a function after each change of the user.
   * @returns a function that removes the listener
   */
  onChange(listener: (change: Change<U>) => void): () => void;
}

/** The current password, which is required if the last login is too long ago. */
export interface Confirmation {
  current_password?: string;
}

/** A client of the account endpoints. Each method rejects with a `ProblemError` if the server refuses the request. */
export interface Client extends SessionClient<User> {
  /** Creates an account. Resolves to null if the user has to open a link in a mail first. */
  signUp(body: { email: string; password: string }): Promise<User | null>;
  /** Begins a session. */
  logIn(body: { email: string; password: string }): Promise<User>;
  /**
   * Logs out in all tabs at once, and then ends the session at the server. Rejects if the server cannot be reached. The
   * session is then ended when the browser is online again, when a client is created, or before the next login.
   */
  logOut(): Promise<void>;
  /** Reads the user from the server, for instance after an address was verified in another browser. */
  me(): Promise<User>;
  verifyEmail(body: { token: string }): Promise<null>;
  /** Sends the verification mail once more, to the logged-in user if no address is given. */
  resendVerification(body?: { email: string }): Promise<null>;
  forgotPassword(body: { email: string }): Promise<null>;
  resetPassword(body: { token: string; new_password: string }): Promise<null>;
  confirmEmail(body: { token: string }): Promise<null>;
  revertEmail(body: { token: string }): Promise<null>;
  changePassword(body: { new_password: string } & Confirmation): Promise<null>;
  changeEmail(body: { new_email: string } & Confirmation): Promise<null>;
  sessions(): Promise<Session[]>;
  /** Ends a session of the user. Use `logOut` for the session of this client. */
  endSession(id: string, body?: Confirmation): Promise<null>;
  /** Ends all sessions of the user, including that of this client. */
  endSessions(body?: Confirmation): Promise<void>;
  deleteAccount(body?: Confirmation): Promise<void>;
}

/** A client for a service that accepts the tokens of Better Auth. */
export interface BetterAuthClient extends SessionClient<BetterAuthUser> {
  /** Forgets the token in all tabs. Call this after logging out with the client of Better Auth. */
  signedOut(): Promise<void>;
}

/** Creates a client. A page needs exactly one. A server must not have one, because all users would share it. */
export function createClient(options?: ClientOptions): Client;

/** Creates a client that gets its tokens from Better Auth, whose address is `url`. */
export function createBetterAuthClient(options?: ConnectionOptions): BetterAuthClient;
