using System.Runtime.CompilerServices;

namespace Sentinel.Checking.Search;

/// <content>The stack of configurations, the path that leads to the top one, and the choices not yet tried.</content>
internal sealed partial class Kernel<TState, TInput, TOutput, TMask>
{
    private Frame[] frames = new Frame[16];
    private Choice[] choices = new Choice[32];
    private int[] path = new int[32];
    private int frameCount;
    private int choiceCount;
    private int pathLength;

    /// <summary>What a frame does next.</summary>
    private enum Stage
    {
        /// <summary>Try the returning operation itself.</summary>
        Returning,

        /// <summary>Find the other choices.</summary>
        Others,

        /// <summary>Try them.</summary>
        Listed,
    }

    private void ClearStack()
    {
        frameCount = 0;
        choiceCount = 0;
        pathLength = 0;
    }

    private void Append(int source)
    {
        if (pathLength == path.Length)
        {
            budget.Charge(path.Length * sizeof(int));
            Array.Resize(ref path, path.Length * 2);
        }

        path[pathLength++] = source;
    }

    /// <summary>Makes the present configuration the top of the stack, unless it, or one that covers it, was entered before.</summary>
    /// <param name="from">The next return of the configuration that led here, or -1.</param>
    /// <param name="before">The state before the Unknown operation that led here with nothing since to need it; otherwise -1.</param>
    private void Enter(int from, int before)
    {
        if (!memo.TryEnter(from, open.Position, state, done, use, problem.Unknown.Count == 0 ? null : uses))
        {
            return;
        }

        budget.CountConfiguration();
        Progress.Reach(open.Position, state);
        if (frameCount == frames.Length)
        {
            budget.Charge(frames.Length * (long)Unsafe.SizeOf<Frame>());
            Array.Resize(ref frames, frames.Length * 2);
        }

        frames[frameCount++] = new()
        {
            Next = open.Position,
            State = state,
            Done = done,
            Use = use,
            Before = before,
            PathLength = pathLength,
            FirstChoice = choiceCount,
            NextChoice = choiceCount,
        };
    }

    private void Leave()
    {
        frameCount--;
        choiceCount = frames[frameCount].FirstChoice;
        pathLength = frameCount == 0 ? 0 : frames[frameCount - 1].PathLength;
        Progress.Truncate(pathLength);
    }

    // A limit ended the search in the middle of a path: that path may be the longest so far.
    private void NoteUnfinished()
    {
        if (frameCount > 0)
        {
            ref readonly var frame = ref frames[frameCount - 1];
            Progress.Note(frame.Next, path.AsSpan(0, frame.PathLength), frame.State);
        }
    }

    private void AddChoice(int operation, int target)
    {
        if (choiceCount == choices.Length)
        {
            budget.Charge(choices.Length * (long)Unsafe.SizeOf<Choice>());
            Array.Resize(ref choices, choices.Length * 2);
        }

        choices[choiceCount++] = new(operation, target);
    }

    private struct Frame
    {
        public TMask Done;
        public int Next;
        public int State;
        public int Use;
        public int Before;
        public int PathLength;
        public int FirstChoice;
        public int NextChoice;
        public Stage Stage;
    }

    /// <summary>A step to try.</summary>
    /// <param name="Operation">A required operation, or the complement of an Unknown class.</param>
    /// <param name="Target">The state that it leads to.</param>
    private readonly record struct Choice(int Operation, int Target);
}
