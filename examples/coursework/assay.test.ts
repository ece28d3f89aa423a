import { describeSubmission } from 'assay/vitest'

describeSubmission('hand-in')
