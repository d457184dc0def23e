using Xunit.Sdk;

namespace Sentinel.Concurrency.Recording;

/// <summary>Puts a broken store into a scenario and sees whether the scenario notices.</summary>
internal static class TestOfATest
{
    /// <summary>How often a scenario may be lucky: a race that is lost by chance is no proof that the scenario cannot see it.</summary>
    private const int MostTries = 30;

    /// <summary>Asserts that an assertion of the scenario fails: one on its counts, or the judgement of its history.</summary>
    /// <remarks>Anything else that is thrown fails the test: a history without a verdict, clients that did not begin, a mistake in the
    /// scenario itself. None of these says that the scenario sees what is broken.</remarks>
    public static void Fails(Action scenario)
    {
        for (var tries = 0; tries < MostTries; tries++)
        {
            try
            {
                scenario();
            }
            catch (Exception exception) when (Cause(exception) is XunitException)
            {
                return;
            }
        }

        Assert.Fail($"The scenario passed {MostTries} times with a broken store in it.");
    }

    /// <summary>What a client threw: clients run on threads and in tasks, which wrap it.</summary>
    private static Exception Cause(Exception exception) =>
        exception is ClientFailedException or AggregateException && exception.InnerException is { } inner ? Cause(inner) : exception;
}
