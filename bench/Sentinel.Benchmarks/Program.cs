using Sentinel.Benchmarks;

// Each command prints one table; CONTRIBUTING.md says which table is committed where.
return args switch
{
    ["throughput"] => Throughput.Run(),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("""
        usage: Sentinel.Benchmarks COMMAND
          throughput   programs a second of the stress runner: generated, run, recorded and checked
        """);
    return 2;
}
