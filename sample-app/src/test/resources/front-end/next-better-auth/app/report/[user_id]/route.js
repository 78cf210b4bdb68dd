import { callService } from '../../../lib/service.js';

export async function GET(request, { params }) {
  const { user_id } = await params;
  const response = await callService(`/api/${encodeURIComponent(user_id)}/tasks`);
  return response ? Response.json(await response.json(), { status: response.status }) : new Response(null, { status: 401 });
}
