import fc from 'fast-check'

/** Properties are tried on the same cases every time, so that a failure is a change of ours; FC_SEED=<number> tries others. */
fc.configureGlobal({ seed: Number(process.env.FC_SEED ?? 20_230_331) })
