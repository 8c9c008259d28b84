import type { SmallApp } from './app.ts';
import { timestamp, userOf } from './identity.ts';
import { isEligibleForRollback, type LedgerEntry } from './ledger.ts';

/** A release as the Platform API shows it. */
export function releaseView(app: SmallApp, release: LedgerEntry) {
  const { slugId } = release;
  return {
    id: release.id,
    version: release.version,
    status: release.status,
    current: release.current,
    description: release.description,
    eligible_for_rollback: isEligibleForRollback(release),
    slug: slugId === null ? null : { id: slugId },
    oci_image: null,
    artifacts: slugId === null ? [] : [{ type: 'slug', id: slugId }],
    addon_plan_names: release.addonPlanNames,
    app: { id: app.id, name: app.name },
    user: userOf(release.userEmail),
    output_stream_url: release.outputStreamUrl,
    created_at: timestamp(release.createdAt),
    updated_at: timestamp(release.updatedAt),
  };
}
