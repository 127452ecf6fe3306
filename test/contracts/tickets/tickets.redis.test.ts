import { redisTickets } from 'holdfast/adapters/redis';
import { clientsForTheFile, ownPrefix, REDIS_URL } from '../../adapters/redis/connecting.js';
import { ticketsContract } from './tickets-contract.js';

const redis = clientsForTheFile().to(REDIS_URL);
ticketsContract('on Redis', () => redisTickets(redis, { prefix: ownPrefix() }));
