// `npm start`: with HubSpot's credentials the real server, without them the trial with a sandbox.
// Neither loads anything of the other.
const credentials = ['HUBSPOT_APP_ID', 'HUBSPOT_CLIENT_ID', 'HUBSPOT_CLIENT_SECRET'];

if (credentials.some((name) => process.env[name])) await import('../src/server/main.ts');
else await import('./trial.ts');
