using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Sentinel.Checking;
using Sentinel.Histories;
using Sentinel.Models;
using Sentinel.Stores.Specs.BreakGlass;
using Sentinel.Stores.Specs.Policies;
using Sentinel.Stores.Specs.Records;
using Sentinel.Stores.Specs.Requests;
using Sentinel.Testing;

namespace Sentinel.Properties.Stores;

/// <summary>The models against the stores, one call after the other: whatever the store answers alone, its model accepts.</summary>
public sealed class StoreModelProperties
{
    [Property(MaxTest = 500)]
    public Property The_request_store_alone_does_what_its_model_says() => Holds(new RequestStoreSpec(), new RequestModel(StampRule.Exact), _ => false);

    [Property(MaxTest = 500)]
    public Property The_request_store_alone_does_what_the_weaker_model_says() => Holds(new RequestStoreSpec(), new RequestModel(), _ => false);

    // An answer that nobody saw must not make the others impossible: the model has to hold the unseen stamp open until one shows it.
    [Property(MaxTest = 500)]
    public Property Answers_that_are_lost_leave_the_others_possible() => Holds(new RequestStoreSpec(), new RequestModel(), seed => seed % 3 == 0);

    [Property(MaxTest = 500)]
    public Property Answers_that_are_lost_leave_the_others_possible_under_exact_stamps() =>
        Holds(new RequestStoreSpec(), new RequestModel(StampRule.Exact), seed => seed % 3 == 0);

    [Property(MaxTest = 500)]
    public Property The_break_glass_store_alone_does_what_its_model_says() =>
        Holds(new BreakGlassStoreSpec(), new BreakGlassModel(StampRule.Exact), _ => false);

    [Property(MaxTest = 500)]
    public Property The_break_glass_store_alone_does_what_the_weaker_model_says() => Holds(new BreakGlassStoreSpec(), new BreakGlassModel(), _ => false);

    [Property(MaxTest = 500)]
    public Property Lost_answers_of_the_break_glass_store_leave_the_others_possible() =>
        Holds(new BreakGlassStoreSpec(), new BreakGlassModel(), seed => seed % 3 == 0);

    [Property(MaxTest = 500)]
    public Property The_policy_cache_alone_does_what_its_model_says() =>
        Holds(new PolicyCacheSpec(), new PolicyModel(TimeSpan.FromSeconds(2)), seed => seed % 5 == 0);

    [Property(MaxTest = 500)]
    public Property The_policy_cache_without_a_time_to_live_alone_does_what_its_model_says() =>
        Holds(new UncachedPolicySpec(), new PolicyModel(TimeSpan.Zero), seed => seed % 5 == 0);

    private static Property Holds<TSystem, TState, TCommand, TResult>(
        CommandSpec<TSystem, TState, TCommand, TResult> spec, Model<TState, TCommand, TResult> model, Func<int, bool> loses)
        where TSystem : class
        where TState : notnull
        where TCommand : notnull =>
        Prop.ForAll(Programs(spec).ToArbitrary(), program =>
        {
            var history = Execute(spec, program, loses);
            return (LinearizabilityChecker.Check(history, model) is Verdict.Linearizable).Label(history.ToString());
        });

    private static Gen<(TCommand Command, int Seed)[]> Programs<TSystem, TState, TCommand, TResult>(
        CommandSpec<TSystem, TState, TCommand, TResult> spec)
        where TSystem : class
        where TState : notnull
        where TCommand : notnull =>
        from keys in Gen.Choose(1, 3)
        from commands in Gen.Frequency(spec.Kinds.Select(kind => (kind.Weight, kind.Generator(new(keys))))).Zip(Gen.Choose(0, 99)).ArrayOf()
        select commands;

    /// <summary>One call after the other. Where an answer is lost the process goes on under a new number.</summary>
    private static History<TCommand, TResult> Execute<TSystem, TState, TCommand, TResult>(
        CommandSpec<TSystem, TState, TCommand, TResult> spec, (TCommand Command, int Seed)[] program, Func<int, bool> loses)
        where TSystem : class
        where TState : notnull
        where TCommand : notnull
    {
        var system = spec.Create();
        var history = new HistoryBuilder<TCommand, TResult>();
        List<CompletedCall<TCommand, TResult>> earlier = [];
        var process = 0;
        foreach (var (generated, seed) in program)
        {
            var command = spec.Resolve(generated, earlier);
            history.Invoke(process, command);
            var result = spec.ExecuteAsync(system, command, CancellationToken.None).AsTask().GetAwaiter().GetResult();
            if (loses(seed))
            {
                history.Crash(process++);
                continue;
            }

            history.Return(process, result);
            earlier.Add(new(command, Outcome<TResult>.Returned(result)));
        }

        return history.Build();
    }
}
