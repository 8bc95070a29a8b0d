/** How a host's dot shows whether it answers. */
export const reachDot = { up: 'good', down: 'bad', checking: 'busy' } as const
