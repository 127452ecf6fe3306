import { loadedFrom } from '../optional-packages.js';

/**
 * The package is loaded by those alone who publish to a topic.
 * @throws Error that says what to install when it is not there.
 */
export const loadSns = () => loadedFrom('SNS', ['@aws-sdk/client-sns'], () => import('./open-notifier.js'));
