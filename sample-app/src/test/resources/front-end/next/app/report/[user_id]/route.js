import { callService } from '../../../lib/service.js';

export async function GET(request, { params }) {
  const { user_id } = await params;
  const response = await callService(`/api/${encodeURIComponent(user_id)}/tasks`);
  return Response.json(await response.json(), { status: response.status });
}
