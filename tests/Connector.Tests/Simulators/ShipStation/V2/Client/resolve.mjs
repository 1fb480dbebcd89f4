// The client is published as ECMAScript modules without file endings and without saying so in its package.json.
const client = '/shipstation-node/dist/';

export async function resolve(specifier, context, next) {
  if (!specifier.startsWith('.') || !context.parentURL?.includes(client)) return next(specifier, context);
  for (const ending of ['.js', '/index.js']) {
    try {
      return await next(specifier + ending, context);
    } catch (error) {
      if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error;
    }
  }
  return next(specifier, context);
}

export async function load(url, context, next) {
  return next(url, url.includes(client) ? { ...context, format: 'module' } : context);
}
