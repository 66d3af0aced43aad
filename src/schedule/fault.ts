// How a fault of the question reads: the rule, what was found, what is allowed.

import type { Issue, IssueCode, Where } from '../core/issue.js'

export function fault(code: IssueCode, where: Where, rule: string, found: unknown, allowed: string): Issue {
  const shown = typeof found === 'string' ? `"${found}"` : typeof found === 'number' ? String(found) : (JSON.stringify(found) ?? 'nothing')
  return { code, severity: 'fault', where, message: `${rule}, got ${shown}`, found: shown, allowed }
}
