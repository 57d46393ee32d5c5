/** A module of our own around a package that exports nothing: importing it gives KaTeX its commands. */
import 'katex/contrib/mhchem';
