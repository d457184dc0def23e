using Sentinel.Benchmarks;

// Each command prints one table; CONTRIBUTING.md says which table is committed where.
return args switch
{
    ["throughput"] => Throughput.Run(),
    ["schedules"] => Schedules.Run(),
    ["compare", .. var subjects] => Compare.Run(subjects),
    ["small"] => SmallHistories.Run(),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("""
        usage: Sentinel.Benchmarks COMMAND
          throughput   programs a second of the stress runner: generated, run, recorded and checked
          schedules    schedules a second of a controlled lane, and what rewriting costs
          compare [TYPE…]   the checker against the in-repository baseline on generated histories
          small        what a small history costs, by a checker that is warm
        """);
    return 2;
}
