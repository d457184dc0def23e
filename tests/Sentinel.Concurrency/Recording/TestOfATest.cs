namespace Sentinel.Concurrency.Recording;

/// <summary>Puts a broken store into a scenario and sees whether the scenario notices.</summary>
internal static class TestOfATest
{
    /// <summary>How often a scenario may be lucky: a race that is lost by chance is no proof that the scenario cannot see it.</summary>
    private const int MostTries = 30;

    /// <summary>Asserts that the scenario fails.</summary>
    public static void Fails(Action scenario)
    {
        for (var tries = 0; tries < MostTries; tries++)
        {
            if (Record.Exception(scenario) is not null)
            {
                return;
            }
        }

        Assert.Fail($"The scenario passed {MostTries} times with a broken store in it.");
    }
}
