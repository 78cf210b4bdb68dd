const service = process.env.SERVICE_URL ?? 'http://localhost:8080';

export default {
  rewrites: async () => [{ source: '/api/:path*', destination: `${service}/api/:path*` }],
};
