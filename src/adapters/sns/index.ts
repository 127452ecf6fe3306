export { snsNotifier, type SnsNotifierOptions } from './sns-notifier.js';
