using System.Diagnostics;
using System.Reflection;

namespace Sentinel.Testing;

/// <summary>The front door: generates concurrent programs of a spec, runs them, and judges every recorded history.</summary>
/// <remarks>Thread-safe. A pass is evidence, not proof: it speaks of the programs and schedules that were run.</remarks>
public static class Linearizability
{
    /// <summary>Looks for a violation and throws if there is one: what a test calls.</summary>
    /// <remarks>Where the environment variable SENTINEL_REPLAY holds a token of this spec, just that is replayed.</remarks>
    /// <typeparam name="TSpec">The spec.</typeparam>
    /// <exception cref="LinearizabilityViolationException">A violation was found; the message is the report.</exception>
    /// <exception cref="LinearizabilityInconclusiveException">None was found, but that is no pass: undecided histories, or nothing ran concurrently.</exception>
    /// <exception cref="CounterexampleException">A counterexample file or the token can't be used.</exception>
    /// <exception cref="SystemUnderTestException">The spec could not be created or make a system, or failed itself.</exception>
    /// <exception cref="ArgumentException">An assembly of <see cref="LinearizabilityOptions.Rewrite"/> is not there, or can't be rewritten.</exception>
    /// <exception cref="CannotControlException">Only controlled execution was asked for, and the code can't be controlled.</exception>
    public static void Check<TSpec>(LinearizabilityOptions? options = null)
        where TSpec : Spec, new()
    {
        if (Environment.GetEnvironmentVariable(ReplayToken.Variable) is { Length: > 0 } text)
        {
            var token = ReplayToken.Parse(text);
            if (token.Spec == new TSpec().Name)
            {
                ThrowIfFailing(Replay<TSpec>(token, options));
                return;
            }

            Console.Error.WriteLine($"{ReplayToken.Variable} holds a token of {token.Spec}; {new TSpec().Name} runs as usual.");
        }

        var result = Run<TSpec>(options);
        if (result.Failure is { } failure)
        {
            throw new LinearizabilityViolationException(failure, result.ToString());
        }

        if (result.Inconclusive is not null)
        {
            throw new LinearizabilityInconclusiveException(result);
        }

        if (Environment.GetEnvironmentVariable("SENTINEL_VERBOSE") is { Length: > 0 })
        {
            Console.WriteLine(result);
            return;
        }

        foreach (var remark in result.Remarks)
        {
            Console.Error.WriteLine($"{result.Spec}: {remark}");
        }
    }

    /// <summary>Looks for a violation and gives what it found; never throws for one.</summary>
    /// <typeparam name="TSpec">The spec.</typeparam>
    /// <param name="options">Limits; <see langword="null"/> for the defaults.</param>
    /// <param name="progress">Hears how far it is, some times a second.</param>
    /// <param name="cancellationToken">Ends the search early; what was done so far is the result.</param>
    /// <exception cref="CounterexampleException">A counterexample file can't be used.</exception>
    /// <exception cref="SystemUnderTestException">The spec could not be created or make a system, or failed itself.</exception>
    /// <exception cref="CannotControlException">Only controlled execution was asked for, and the code can't be controlled.</exception>
    /// <exception cref="ArgumentException">An assembly of <see cref="LinearizabilityOptions.Rewrite"/> is not there, or can't be rewritten.</exception>
    public static LinearizabilityResult Run<TSpec>(
        LinearizabilityOptions? options = null, IProgress<SearchProgress>? progress = null, CancellationToken cancellationToken = default)
        where TSpec : Spec, new() =>
        Run(typeof(TSpec), options, progress, cancellationToken);

    /// <summary>The same for a spec whose type is known only at run time.</summary>
    /// <param name="spec">The type of the spec, with a public constructor without parameters.</param>
    /// <param name="options">Limits; <see langword="null"/> for the defaults.</param>
    /// <param name="progress">Hears how far it is, some times a second.</param>
    /// <param name="cancellationToken">Ends the search early; what was done so far is the result.</param>
    /// <exception cref="ArgumentException">The type is no spec: see <see cref="IsSpec"/>; or an assembly of <see cref="LinearizabilityOptions.Rewrite"/>
    /// is not there, or can't be rewritten.</exception>
    /// <exception cref="CounterexampleException">A counterexample file can't be used.</exception>
    /// <exception cref="SystemUnderTestException">The spec could not be created or make a system, or failed itself.</exception>
    /// <exception cref="CannotControlException">Only controlled execution was asked for, and the code can't be controlled.</exception>
    public static LinearizabilityResult Run(
        Type spec, LinearizabilityOptions? options = null, IProgress<SearchProgress>? progress = null, CancellationToken cancellationToken = default) =>
        TieredSearch.Run(spec, CreateSpec(spec), options ?? LinearizabilityOptions.Default, progress, cancellationToken);

    /// <summary>Runs the program of a token again, many times, and measures how often it fails.</summary>
    /// <typeparam name="TSpec">The spec that the token belongs to.</typeparam>
    /// <exception cref="CounterexampleException">The token belongs to another spec, or its program is not one of this spec.</exception>
    /// <exception cref="SystemUnderTestException">The spec could not be created or make a system, or failed itself.</exception>
    /// <exception cref="CannotControlException">Only controlled execution was asked for, and the code can't be controlled.</exception>
    public static ReplayResult Replay<TSpec>(ReplayToken token, LinearizabilityOptions? options = null, CancellationToken cancellationToken = default)
        where TSpec : Spec, new() => Replay(typeof(TSpec), token, options, cancellationToken);

    /// <summary>The same for a spec whose type is known only at run time.</summary>
    /// <param name="spec">The type of the spec that the token belongs to.</param>
    /// <param name="token">What to run.</param>
    /// <param name="options">Limits; <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Ends it early; the rate is that of the runs until then.</param>
    /// <exception cref="ArgumentException">The type is no spec: see <see cref="IsSpec"/>.</exception>
    /// <exception cref="CounterexampleException">The token belongs to another spec, or its program is not one of this spec.</exception>
    /// <exception cref="SystemUnderTestException">The spec could not be created or make a system, or failed itself.</exception>
    /// <exception cref="CannotControlException">Only controlled execution was asked for, and the code can't be controlled.</exception>
    public static ReplayResult Replay(Type spec, ReplayToken token, LinearizabilityOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(token);
        var created = CreateSpec(spec);
        options ??= LinearizabilityOptions.Default;
        if (token.Spec != created.Name)
        {
            throw new CounterexampleException($"the token belongs to the spec {token.Spec}, not to {created.Name}");
        }

        return token.Decisions is RunDecisions.Controlled controlled
            ? ShadowCopies.With(
                spec,
                controlled.Rewritten,
                (engine, shadow) => engine.Replay(token, options, shadow, cancellationToken),
                reason => throw new CannotControlException(created.Name, reason))
            : created.CreateEngine().Replay(token, options, shadow: null, cancellationToken);
    }

    /// <summary>Whether a type is a spec that a runner can create: not abstract, closed, with a public constructor without parameters.</summary>
    /// <param name="type">Any type.</param>
    public static bool IsSpec(Type type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return type.IsAssignableTo(typeof(Spec)) && type is { IsAbstract: false, ContainsGenericParameters: false } && type.GetConstructor(Type.EmptyTypes) is not null;
    }

    private static Spec CreateSpec(Type type)
    {
        if (!IsSpec(type))
        {
            throw new ArgumentException($"{type} is no spec with a public constructor without parameters.", nameof(type));
        }

        try
        {
            return (Spec)Activator.CreateInstance(type)!;
        }
        catch (TargetInvocationException exception) when (exception.InnerException is { } cause)
        {
            throw new SystemUnderTestException($"{type.Name} could not be created: {cause.Message}", cause);
        }
    }

    [StackTraceHidden]
    private static void ThrowIfFailing(ReplayResult result)
    {
        if (result.Failure is { } failure)
        {
            throw new LinearizabilityViolationException(failure, failure.Report);
        }

        Console.WriteLine(result);
    }
}
