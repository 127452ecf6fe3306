import { createApi } from './api/api-client.js';
import { createCommands } from './api/commands.js';
import { createSession } from './api/session.js';
import { createBoardChoices } from './board-choices.js';
import { isShown, pictureOf, servicesOf } from './board.js';
import { createBookingStore } from './bookings/booking-store.js';
import { createCatalogue } from './bookings/catalogue.js';
import { sentenceOf } from './bookings/sentences.js';
import { createAnnouncer } from './controls/announcer.js';
import { listenToKeys } from './controls/board-keys.js';
import { createConnectionSign } from './controls/connection.js';
import { drawLegend } from './controls/legend.js';
import { showNotice } from './controls/notice.js';
import { createServiceFilter } from './controls/service-filter.js';
import { createToolbar } from './controls/toolbar.js';
import { createDoors } from './dialogs/doors.js';
import { part } from './dom.js';
import { createFollowing } from './live/following.js';
import { readSettings } from './settings.js';
import { createFormats } from './time/formats.js';
import { localTime } from './time/local-time.js';
import { isWithin, periodOf } from './time/period.js';
import { firstWeekday, readersLocale } from './time/zones.js';
import { countWord, createStage, tellCount } from './views/stage.js';

const TICK_MS = 15_000;

// ---- what is chosen, and what follows from it

const now = () => Date.now();
const locale = readersLocale();
const choices = createBoardChoices(now());
const today = () => localTime(now(), choices.get().zone).date;
let formats = createFormats(choices.get().zone, locale);
let period = periodOf(choices.get().period, today(), choices.get().zone, firstWeekday(locale));

// ---- the service, and what is known of it

const settings = readSettings();
const session = createSession();
const store = createBookingStore();
const api = createApi({ base: settings.api, token: session.token, onUnauthenticated: () => doors.askWho() });
const catalogue = createCatalogue(api, () => stage.all());
let [isRead, isOnTheWay] = [false, false];
/** @type {number | undefined} */
let trueAt;

const following = createFollowing({
  api,
  store,
  live: settings.live,
  token: session.token,
  onStanding(standing, reading) {
    sign.show(standing);
    showNotice(standing, reading, trueAt === undefined ? undefined : formats.seconds(trueAt));
  },
  onRead() {
    // A board on a wall is looked at for weeks, and hears of all that time.
    store.tidy((booking) => isWithin(booking, period));
    if (isRead) return;
    isRead = true;
    stage.all();
  },
  onFresh() {
    trueAt = now();
    sign.updated(trueAt, formats);
  },
  onReread: () => void catalogue.read(),
});

// ---- the page

const toolbar = createToolbar({ choices, today });
const filter = createServiceFilter(choices);
const announcer = createAnnouncer(part('announcer', HTMLElement), (booking) =>
  sentenceOf(booking, { formats, now: now(), withDay: period.kind === 'week' }),
);

const sign = createConnectionSign(announcer.say);

const services = () => servicesOf(catalogue.services(), store.filter((booking) => isWithin(booking, period)));
const frame = () => {
  const { services: chosen, ended, allHours } = choices.get();
  return { period, formats, allHours, ended, chosen, now: now() };
};
const stage = createStage({
  pictureNow: () => pictureOf(store.filter(() => true), services(), frame()),
  layoutNow: () => choices.get().layout,
  onDrawn(picture) {
    const { services: chosen, ended } = choices.get();
    filter.show(services());
    tellCount(picture, { isRead, isFiltered: chosen.length > 0 || !ended, noun: period.kind });
    if (!isRead || !isOnTheWay) return;
    isOnTheWay = false;
    announcer.settled(`${toolbar.title()}: ${countWord(picture.bookings.length)}`);
  },
});

/** What one person was shown is nothing for the next. */
function forget() {
  store.clear();
  catalogue.forget();
  filter.forget();
  [isRead, trueAt] = [false, undefined];
  sign.updated(undefined, formats);
  stage.all();
}

const doors = createDoors({
  api,
  commands: createCommands(api),
  session,
  store,
  stage,
  now,
  formats: () => formats,
  services,
  isUser: following.isUser,
  date: () => choices.get().date,
  today,
  onSignedIn(isSame) {
    forget();
    following.signedIn();
    if (!isSame && choices.get().services.length > 0) choices.set({ services: [] });
    void catalogue.read();
  },
  onSignedOut() {
    following.signedOut();
    forget();
  },
  onUnknown: following.signedOut,
});

// Until what is shown has been read, everything is new, and so nothing is news.
store.onChange((before, after) => {
  stage.change(before, after, isRead);
  if (after) doors.changed(after);
  const shown = [after, before].find((booking) => booking && isShown(booking, frame()));
  if (isRead && after && shown) announcer.changed(after);
});

// ---- looking at another day, another way

function look() {
  const chosen = choices.get();
  formats = createFormats(chosen.zone, locale);
  const next = periodOf(chosen.period, chosen.date, chosen.zone, firstWeekday(locale));
  toolbar.show(chosen, next, formats);
  period = next;
  isRead = false;
  stage.place.setAttribute('aria-busy', 'true');
  store.tidy((booking) => isWithin(booking, period));
  following.look({ from: period.from, to: period.to, services: chosen.services });
  stage.all();
}

choices.onChange((chosen, before) => {
  const isElsewhere = /** @type {const} */ (['date', 'period', 'zone', 'services']).some((name) => chosen[name] !== before[name]);
  if (isElsewhere) {
    look();
    isOnTheWay = true;
    announcer.settled(toolbar.title());
  } else {
    toolbar.show(chosen, period, formats);
    stage.all();
  }
});

listenToKeys({ choices, doors, toolbar, stage, today });
drawLegend();
look();
void catalogue.read();
setInterval(stage.tick, TICK_MS);
