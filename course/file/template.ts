/** A `course.yaml` to start from: valid as it stands, with every other key as a comment. */
export const COURSE_TEMPLATE = `# yaml-language-server: $schema=course.schema.json
# A course of Assay. assay course check says what is in force. Lines that begin with # are examples.
title: Deep learning
#sheet: built-in              # or a folder of exercises, or a package
#seed: env:ASSAY_SEED         # or a number; without it each run draws one and keeps it in its journal

# Exercises that count, by id, folder name or number on the sheet. Without it: all.
#count: [2b, 5.1]

# What the course changes. Checks are scaled; the exercise stays as it is.
#exercises:
#  2b: {points: 10, weight: 1.5}
#  5.1: {bonus: true, visibility: after-published}
#  4.2: {limits: {submission: 300}}
#bonus-limit: 5               # most points that bonus exercises can add
#drop-lowest: 1               # exercises with the smallest share of points that do not count

# When students see what checks found: visible, hidden, after-due-date, after-published. Without it: as the sheet says.
#visibility: after-due-date

# What submissions may take, in seconds and MiB. Without it: as the sheet says. Whoever wants more has a time or memory limit as its result.
#limits: {call: 20, start-up: 20, submission: 120, memory: 1024}

timezone: UTC
#due: 2026-12-07 23:59
#late:
#  grace: 15 minutes          # costs nothing
#  percent: 10                # for each day begun
#  per: day                   # or hour
#  of: earned                 # or maximum
#  max-days: 3                # later earns nothing
#  flagged: 1 day             # what Canvas marks late without a time counts as this late; without it: wait for a decision
#  cut-off: 2026-12-14 12:00  # a late submission after this earns nothing
#attempts: {count: latest, max: 5}   # latest, best or first
#extra-time:                  # by roster id or e-mail
#  u77: 2 days

#roster: roster.csv           # an export of Moodle, Canvas, Gradescope or GitHub Classroom, or columns id, name, email, group, extra time
#submissions: submissions.csv # columns submission, student, submitted
#lms: {kind: moodle, assignment: Sheet 7}
#sandbox: auto
`
