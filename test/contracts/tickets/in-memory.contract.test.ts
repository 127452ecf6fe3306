import { inMemoryTickets } from 'holdfast/adapters/in-memory';
import { ticketsContract } from './tickets-contract.js';

ticketsContract('in memory', () => inMemoryTickets());
