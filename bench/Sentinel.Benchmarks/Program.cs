using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Sentinel.Benchmarks;

// Each command prints a table; CONTRIBUTING.md says which one is committed where.
return args switch
{
    ["throughput"] => Throughput.Run(),
    // Not on the thread that the process began with, which can't be kept on the core of the threads under control.
    ["schedules"] => Task.Run(Schedules.Run).GetAwaiter().GetResult(),
    ["startup"] => Startup.Run(),
    ["first-check"] => Startup.Child(),
    ["compare", .. var models] => Compare.Run(models, Path.Combine("..", "shared", "histories")),
    ["etcd"] => Etcd.Run(Path.Combine("..", "shared", "histories")),
    ["figures"] => Figures.Run(),
    ["explanations", .. var models] => Explanations.Run(models),
    ["micro", .. var options] => Micro(options),
    _ => Usage(),
};

// In this process: what is measured is internal, and a generated project would not see it.
static int Micro(string[] options)
{
    var config = DefaultConfig.Instance.AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance)).WithArtifactsPath(Path.Combine(Path.GetTempPath(), "sentinel-benchmarks"));
    var ran = BenchmarkSwitcher.FromAssembly(typeof(Compare).Assembly).Run(options.Length == 0 ? ["--filter", "*"] : options, config);
    return ran.Any() && ran.All(summary => !summary.HasCriticalValidationErrors) ? 0 : 1;
}

static int Usage()
{
    Console.Error.WriteLine("""
        usage: Sentinel.Benchmarks COMMAND
          throughput   programs a second of the stress runner: generated, run, recorded and checked
          schedules    schedules a second of a controlled lane, and what rewriting costs
          startup      the first check under control in a new process
          compare [MODEL…]   the checker against the in-repository baseline on generated and public histories, and how it grows
          explanations [MODEL…]   what explaining a violation in 100,000 operations takes on top
          etcd         each public etcd log, warm: the median and the worst
          figures      the histories for which another checker's figures are quoted
          micro [OPTION…]    BenchmarkDotNet: small histories, large ones, readers; its own options, such as --filter *Small*
        """);
    return 2;
}
