namespace Sentinel.Checking.Search;

/// <content>Which steps are tried from a configuration, and in which order.</content>
internal sealed partial class Kernel<TState, TInput, TOutput, TMask>
{
    private readonly List<Choice> later = [];
    private int[] twinSeen;
    private int twinRound;
    private bool choseUnknown;

    /// <summary>Takes the next step that was not tried from the frame.</summary>
    /// <returns>Whether there was one.</returns>
    private bool TakeChoice(ref Frame frame)
    {
        while (frame.NextChoice == choiceCount)
        {
            if (frame.Stage == Stage.Listed)
            {
                return false;
            }

            choiceCount = frame.NextChoice = frame.FirstChoice;
            ListChoices(ref frame);
        }

        Take(frame, choices[frame.NextChoice++]);
        return true;
    }

    /// <summary>Needed-first, an order of search only: the returning operation; then what makes the model accept it next; then the rest, each in the
    /// order of returns, required operations before Unknown ones. The second and later groups are looked for when the first is exhausted.</summary>
    /// <remarks>Sound because the groups together are all the choices, whatever their order: the returning operation is left out of the second listing, and out of
    /// nothing else; it is the first of its twins, as it returns first, so it hides them and none hides it.</remarks>
    private void ListChoices(ref Frame frame)
    {
        if (frame.Stage == Stage.Returning && reductions.NeededFirst)
        {
            frame.Stage = Stage.Others;
            AddRequired(frame, problem.Returns[frame.Next], needed: false);
            return;
        }

        later.Clear();
        AddOthers(frame);
        AddUnknown(frame);
        foreach (var choice in later)
        {
            AddChoice(choice.Operation, choice.Target);
        }

        frame.Stage = Stage.Listed;
    }

    private void Take(in Frame frame, Choice choice)
    {
        state = choice.Target;
        done = frame.Done;
        use = frame.Use;
        pathLength = frame.PathLength;
        Progress.Truncate(pathLength);
        choseUnknown = choice.Operation < 0;
        if (choseUnknown)
        {
            var members = problem.Unknown[~choice.Operation].Members;
            Append(members[uses.Count(use, ~choice.Operation)]);
            use = uses.With(use, ~choice.Operation);
        }
        else
        {
            Append(problem.Source[choice.Operation]);
            done = done.With(open.Slot[choice.Operation]);
        }
    }

    /// <summary>Adds the open operations that are not linearized.</summary>
    /// <remarks>
    /// <para>A read-only operation is not among them: greedy reads took it where it is accepted.</para>
    /// <para>Twins: of open operations a and b with the same input and outcome, not linearized, only the one that returns first, a. Take an order whose first step is b, to some
    /// state t; a stands further on in it, or has to be passed by nobody, and then nor has b, which returns later. Exchange the two, or put a for b. Legal: the model
    /// is asked the same questions in the same states. Real time: both are open here, so a may stand here. Where a stood b may stand: that is before a returns, hence before b returns; and
    /// whatever is invoked after the return of b is invoked after the return of a, so it stood behind a and now stands behind b. The order stays as long, and its first step
    /// leads to t.</para>
    /// <para>Where it would fail: with b, the later one, in place of a the other may come after its own return; and where the outcomes differ, the model can tell.</para>
    /// </remarks>
    private void AddOthers(in Frame frame)
    {
        if (twinSeen.Length < problem.Representative.Count)
        {
            twinSeen = new int[problem.Representative.Count];
            twinRound = 0;
        }

        if (++twinRound == int.MaxValue)
        {
            Array.Clear(twinSeen);
            twinRound = 1;
        }

        for (var operation = open.First; operation != open.End && budget.Reached is null; operation = open.After(operation))
        {
            var step = problem.Class[operation];
            if (frame.Done.Has(open.Slot[operation]) || (reductions.GreedyReads && problem.ReadOnly[step]) || IsLaterTwin(step))
            {
                continue;
            }

            if (operation != problem.Returns[frame.Next] || !reductions.NeededFirst)
            {
                AddRequired(frame, operation, needed: true);
            }
        }
    }

    private bool IsLaterTwin(int step)
    {
        if (!reductions.Twins)
        {
            return false;
        }

        var seen = twinSeen[step] == twinRound;
        twinSeen[step] = twinRound;
        return seen;
    }

    private void AddRequired(in Frame frame, int operation, bool needed)
    {
        var step = Step(frame.State, problem.Class[operation]);
        for (var i = 0; i < states.Targets(step); i++)
        {
            var target = states.Target(step, i);
            if (!IsOverwriting(frame, problem.Class[operation], target))
            {
                AddInOrder(frame, new(operation, target), needed);
            }
        }
    }

    private void AddInOrder(in Frame frame, Choice choice, bool needed)
    {
        if (!needed || !reductions.NeededFirst || Step(choice.Target, problem.Class[problem.Returns[frame.Next]]) != StateTable<TState, TInput, TOutput>.Refused)
        {
            AddChoice(choice.Operation, choice.Target);
        }
        else
        {
            later.Add(choice);
        }
    }
}
