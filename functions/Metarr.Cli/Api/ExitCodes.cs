namespace Metarr.Cli.Api;

/// <summary>What the commands over the API tell scripts.</summary>
internal static class ExitCodes
{
    /// <summary>All is well.</summary>
    public const int Done = 0;

    /// <summary>The app did what it was asked to, and something of it failed, was stopped, or is missing.</summary>
    public const int NotAllWell = 1;

    /// <summary>The command could not be carried out: wrong arguments, no app at the address, or the app refused.</summary>
    public const int NotDone = 2;

    /// <summary>Someone pressed Ctrl-C while the command only watched; what it watched goes on. Shells use this number for it.</summary>
    public const int Interrupted = 130;

    /// <summary>What help says of them.</summary>
    public const string Help = "Exit codes: 0 all is well; 1 something failed, was stopped early or is missing; "
        + "2 the command could not be carried out (wrong arguments, no app at the address, or the app refused).";
}
