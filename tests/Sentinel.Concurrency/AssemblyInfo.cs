// Tests under real threads need the cores for themselves: beside another one a race hides, and a start barrier waits.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
