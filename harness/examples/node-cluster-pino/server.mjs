import cluster from 'node:cluster';
import { createServer } from 'node:http';
import pino from 'pino';

if (cluster.isPrimary) {
  for (let worker = 0; worker < 2; worker++) cluster.fork();
} else {
  const logger = pino({ base: { worker: cluster.worker.id } }, pino.destination(process.env.LOG_FILE ?? 'app.log'));
  const server = createServer((request, response) => {
    logger.info(`${request.method} ${request.url}`);
    response.end('thank you\n');
  });
  server.listen(process.env.PORT ?? 3000);
}
