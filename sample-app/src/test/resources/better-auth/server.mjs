// A real Better Auth server for integration tests. It listens on 127.0.0.1 only,
// keeps everything in memory and ends when its stdin is closed.
//
// Environment (only BETTER_AUTH_SECRET is required):
//   BETTER_AUTH_SECRET    the shared secret
//   PORT                  0 (default) = choose a free port
//   ALG                   EdDSA (default), ES256, ES512, RS256 or PS256
//   TOKEN_LIFETIME        seconds; default 900. Below zero = tokens are issued expired
//   BETTER_AUTH_URL       baseURL; default http://127.0.0.1:PORT
//   BASE_PATH             basePath; default /api/auth
//   COOKIE_CACHE          jwks (default: the session-cookie JWT is signed with the JWKS key)
//                         or secret (HS256 with BETTER_AUTH_SECRET)
//   DOCUMENTED            true = the configuration of auth.mjs, without any of the above
//   ROTATION_INTERVAL, GRACE_PERIOD    seconds; default: the defaults of Better Auth
import { createServer } from "node:http";
import { betterAuth } from "better-auth/minimal";
import { memoryAdapter } from "better-auth/adapters/memory";
import { fromNodeHeaders, toNodeHandler } from "better-auth/node";
import { jwt } from "better-auth/plugins/jwt";
import { SignJWT } from "jose";
import { createAuth as createDocumentedAuth } from "./auth.mjs";

const env = process.env;
const secret = env.BETTER_AUTH_SECRET;
if (!secret) throw new Error("BETTER_AUTH_SECRET is not set");
const alg = env.ALG || "EdDSA";
if (!["EdDSA", "ES256", "ES512", "RS256", "PS256"].includes(alg)) throw new Error(`Unknown ALG: ${alg}`);
const lifetime = seconds("TOKEN_LIFETIME") ?? 900;

const db = { user: [], session: [], account: [], verification: [], jwks: [] };
const verificationTokens = new Map();

// The baseURL contains the port, so listen first.
let handle = (req, res) => reply(res, 503, { error: "starting" });
const server = createServer((req, res) => handle(req, res));
server.listen(Number(env.PORT ?? 0), "127.0.0.1", () => {
  const url = `http://127.0.0.1:${server.address().port}`;
  if (env.DOCUMENTED) env.BETTER_AUTH_URL ||= url;
  const auth = env.DOCUMENTED ? createDocumentedAuth(memoryAdapter(db)) : createAuth(url);
  const authHandler = toNodeHandler(auth);
  handle = (req, res) => {
    const route = testRoutes[`${req.method} ${new URL(req.url, url).pathname}`];
    if (!route) return authHandler(req, res);
    route(auth, req, new URL(req.url, url).searchParams).then(
      ([status, body]) => reply(res, status, body),
      (error) => reply(res, 500, { error: String(error) }),
    );
  };
  console.log(`READY ${url}`);
});

for (const event of ["end", "close", "error"]) process.stdin.on(event, () => process.exit(0));
process.stdin.resume();

function createAuth(url) {
  return betterAuth({
    baseURL: env.BETTER_AUTH_URL || url,
    basePath: env.BASE_PATH || "/api/auth",
    secret,
    database: memoryAdapter(db),
    logger: { log: (level, message, ...args) => console.error(level, message, ...args) },
    rateLimit: { enabled: false },
    // Otherwise, the origin check would be disabled with NODE_ENV=test.
    advanced: { disableOriginCheck: false },
    emailAndPassword: { enabled: true },
    emailVerification: {
      sendOnSignUp: true,
      sendVerificationEmail: async ({ user, token }) => {
        verificationTokens.set(user.email, token);
      },
    },
    session: { cookieCache: { enabled: true, strategy: "jwt", maxAge: 300 } },
    plugins: [
      jwt({
        sessionCookieCache: env.COOKIE_CACHE !== "secret",
        jwks: {
          keyPairConfig: { alg },
          rotationInterval: seconds("ROTATION_INTERVAL"),
          gracePeriod: seconds("GRACE_PERIOD"),
        },
        // A number would be an absolute time, so this must be a string.
        jwt: { expirationTime: `${lifetime}s` },
      }),
    ],
  });
}

// Routes that a real server does not have. Each returns [status, JSON body].
const testRoutes = {
  // Returns the last email verification token that was "sent" to this address.
  "GET /test/verification-token": async (auth, req, query) => {
    const token = verificationTokens.get(query.get("email"));
    return token ? [200, { token }] : [404, { error: "no token" }];
  },

  // Returns the password hash as it is stored in the account table.
  "GET /test/password-hash": async (auth, req, query) => {
    const user = db.user.find((row) => row.email === query.get("email"));
    const account = db.account.find((row) => row.userId === user?.id);
    return account ? [200, { hash: account.password }] : [404, { error: "no account" }];
  },

  // mode=expire (default): the state after rotationInterval has passed. The old key remains in
  //   the JWKS for gracePeriod; Better Auth itself creates the new key when it signs the next token.
  // mode=delete: the key rows are deleted immediately, for instance manually after a leak.
  "POST /test/rotate": async (auth, req, query) => {
    const { adapter } = await auth.$context;
    const now = new Date();
    const all = query.get("mode") === "delete";
    const rows = db.jwks.filter((row) => all || !row.expiresAt || row.expiresAt > now);
    const where = [{ field: "id", operator: "in", value: rows.map((row) => row.id) }];
    if (all) await adapter.deleteMany({ model: "jwks", where });
    else await adapter.updateMany({ model: "jwks", where, update: { expiresAt: now } });
    return [200, { kids: db.jwks.map((row) => row.id) }];
  },

  // Returns a token with the given claims, signed by the application with the key of the plugin.
  "POST /test/sign-jwt": async (auth, req, query) => [
    200,
    await auth.api.signJWT({ body: { payload: JSON.parse(query.get("payload")) } }),
  ],

  // An application's own route that signs its own HS256 token with the shared secret.
  "POST /test/hs256": async (auth, req) => {
    const session = await auth.api.getSession({ headers: fromNodeHeaders(req.headers) });
    if (!session) return [401, { error: "no session" }];
    const now = Math.floor(Date.now() / 1000);
    const token = await new SignJWT({ user_id: session.user.id, email: session.user.email })
      .setProtectedHeader({ alg: "HS256" })
      .setSubject(session.user.id)
      .setIssuedAt(now)
      .setExpirationTime(now + lifetime)
      .sign(new TextEncoder().encode(secret));
    return [200, { token }];
  },
};

function seconds(name) {
  return env[name] ? Number(env[name]) : undefined;
}

function reply(res, status, body) {
  res.writeHead(status, { "Content-Type": "application/json" }).end(JSON.stringify(body));
}
