import { NextResponse } from 'next/server';

export function proxy(request) {
  if (!request.cookies.has('__Host-refresh_token')) {
    return NextResponse.redirect(new URL('/login', request.nextUrl));
  }
}

export const config = { matcher: '/tasks/:path*' };
