namespace Sentinel.Checking.Search;

/// <content>Which Unknown operations are tried from a configuration.</content>
internal sealed partial class Kernel<TState, TInput, TOutput, TMask>
{
    private void AddUnknown(in Frame frame)
    {
        for (var unknownClass = 0; unknownClass < problem.Unknown.Count && budget.Reached is null; unknownClass++)
        {
            var unknown = problem.Unknown[unknownClass];
            if (unknown.AvailableFrom[0] > frame.Next)
            {
                break; // Classes stand in the order of their first invocation.
            }

            var used = uses.Count(frame.Use, unknownClass);
            if (used == unknown.Members.Count || unknown.AvailableFrom[used] > frame.Next)
            {
                continue;
            }

            var step = Step(frame.State, unknown.Step);
            for (var i = 0; i < states.Targets(step); i++)
            {
                var target = states.Target(step, i);
                if (!IsUseless(frame, target) && !HasReturnedTwin(frame, unknownClass, target)
                    && !IsOverwriting(frame, unknown.Step, target))
                {
                    AddInOrder(frame, new(~unknownClass, target), needed: true);
                }
            }
        }
    }

    /// <summary>Useless Unknown: an Unknown operation is not taken in a state that it leaves as it is.</summary>
    /// <remarks>An order that takes it here is as legal, and shorter, without it. It stays available: thrown away for good, it would be missing
    /// where a later state needs it (register at 1, Unknown <c>write(1)</c>, then <c>write(2)</c>, <c>read → 1</c>).</remarks>
    private bool IsUseless(in Frame frame, int target) => reductions.UselessUnknown && target == frame.State;

    /// <summary>Unknown twins: an Unknown operation is not taken where an open returned operation with the same input is accepted now and leads to the
    /// same state.</summary>
    /// <remarks>
    /// In an order that takes the Unknown one here, the returned one stands further on; exchange the two. Here the returned one leads to the
    /// same state; there the Unknown one may lead wherever the returned one did, by the law that every model keeps. The order stays as long.
    /// Being accepted now is needed: after an Unknown <c>inc</c> a returned <c>inc → 2</c> is accepted, before it not. The same state is needed
    /// where the model is nondeterministic.
    /// </remarks>
    private bool HasReturnedTwin(in Frame frame, int unknownClass, int target)
    {
        if (!reductions.UnknownTwins)
        {
            return false;
        }

        for (var operation = open.First; operation != open.End; operation = open.After(operation))
        {
            var step = problem.Class[operation];
            if (problem.UnknownTwin[step] == unknownClass && !frame.Done.Has(open.Slot[operation])
                && states.LeadsTo(Step(frame.State, step), target))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Overwritten Unknown: right after an Unknown operation, a step is not taken that leads to the same state without it.</summary>
    /// <remarks>
    /// An order that takes Unknown o in state s, and then p to a state t that p may reach from s itself, is as legal, and shorter, without o: its
    /// rest starts in the same state, with one more Unknown operation in hand. The configuration before o was entered, is at least as near to the end,
    /// and takes p by itself. Only <em>right</em> after o: where a read was taken or a return passed in between, o may have been needed for that.
    /// This is what keeps many Unknown writes from being chained in every order.
    /// </remarks>
    private bool IsOverwriting(in Frame frame, int step, int target) =>
        reductions.OverwrittenUnknown && frame.Before >= 0 && states.LeadsTo(Step(frame.Before, step), target);
}
