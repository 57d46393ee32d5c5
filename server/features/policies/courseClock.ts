import { fromWallClock } from '../../../grader/wallClock.ts';
import { FIRST_YEAR, LAST_YEAR } from '../../../grader/years.ts';
import { ApiError } from '../../errors.ts';

/** The moment at which the course's clock shows a time. @throws ApiError unacceptable where it never does */
export function momentOf(time: string, zone: string): Date {
  const at = fromWallClock(time.replace('T', ' '), zone);
  if (at instanceof Date) return at;
  throw new ApiError(
    'unacceptable',
    `There is no ${time.replace('T', ' ')} in ${zone}: the day does not exist, clocks are put forward then, or the year is not from ${FIRST_YEAR} to ${LAST_YEAR}. Choose another time.`,
  );
}
