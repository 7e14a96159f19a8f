import cluster from 'node:cluster';
import { createServer } from 'node:http';
import winston from 'winston';

if (cluster.isPrimary) {
  for (let worker = 0; worker < 2; worker++) cluster.fork();
} else {
  const logger = winston.createLogger({
    format: winston.format.printf(({ level, message }) => `${level} worker ${cluster.worker.id}: ${message}`),
    transports: [
      new winston.transports.File({
        filename: process.env.LOG_FILE ?? 'app.log',
        maxsize: 30,
        maxFiles: 5,
        tailable: true,
      }),
    ],
  });
  const server = createServer((request, response) => {
    logger.info(`${request.method} ${request.url}`);
    response.end('thank you\n');
  });
  server.listen(process.env.PORT ?? 3000);
}
